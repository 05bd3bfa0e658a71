/// Where values come from.
enum Source: OperationRule {
  case input(String)
  case indices(String)
  case parameter(ParameterKey)
  /// One number everywhere, by its bits.
  case fill(UInt32)
  /// Numbers that the trace keeps at a place.
  case values(Int)

  var name: String {
    switch self {
    case .input(let name), .indices(let name): name
    case .parameter(let key): key.name
    case .fill(let bits): "\(Float(bitPattern: bits))"
    case .values: "constant"
    }
  }

  var inputName: String? {
    switch self {
    case .input(let name), .indices(let name): name
    default: nil
    }
  }

  func pullback(_ call: Pullback) -> [Tensor?] { [] }
}
