/// The cotangents of slices, kept until all slices of a tensor have theirs.
///
/// Joined at once they are one concatenation.  Filled up with zeros one by one, the steps of a
/// sequence would cost its length squared.
struct CotangentPieces {
  typealias Piece = (slice: Slice, cotangent: Tensor)

  private let trace: Trace
  private var pieces: [Int: [Piece]] = [:]

  init(trace: Trace) { self.trace = trace }

  /// Notes the cotangent of a slice of the tensor at a place.
  mutating func add(_ cotangent: Tensor, at slice: Slice, of place: Int) {
    pieces[place, default: []].append((slice, cotangent))
  }

  /// Cotangents of the whole tensor at a place: one for each axis, if no slices overlap.
  mutating func joined(for place: Int) -> [Tensor] {
    let whole = trace.graph[place].shape
    let waiting = pieces.removeValue(forKey: place) ?? []
    return whole.indices.flatMap { axis in
      var rest = waiting.filter { $0.slice.axis == axis }
        .sorted { $0.slice.lower < $1.slice.lower }
      var results: [Tensor] = []
      while !rest.isEmpty {
        let row = Self.takeApart(&rest, along: axis)
        results.append(Self.concatenated(row, along: axis, filling: whole))
      }
      return results
    }
  }

  /// Takes out the first piece and those after it that do not overlap.
  private static func takeApart(_ rest: inout [Piece], along axis: Int) -> [Piece] {
    var end = 0
    var row: [Piece] = []
    var others: [Piece] = []
    for piece in rest {
      guard piece.slice.lower >= end else {
        others.append(piece)
        continue
      }
      end = piece.slice.lower + piece.cotangent.shape[axis]
      row.append(piece)
    }
    rest = others
    return row
  }

  /// Pieces in their order along an axis, with zeros in the gaps.
  static func concatenated(
    _ row: [Piece], along axis: Int, filling whole: [Int]
  ) -> Tensor {
    var parts: [Tensor] = []
    var end = 0
    func fill(to lower: Int, like tensor: Tensor) {
      guard lower > end else { return }
      var gap = whole
      gap[axis] = lower - end
      parts.append(tensor.trace.filled(0, shape: gap))
    }
    for (slice, cotangent) in row {
      fill(to: slice.lower, like: cotangent)
      parts.append(cotangent)
      end = slice.lower + cotangent.shape[axis]
    }
    fill(to: whole[axis], like: row[0].cotangent)
    return Tensor.concatenated(parts, axis: axis)
  }
}
