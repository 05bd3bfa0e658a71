/// What a file of a checkpoint is called.
struct CheckpointName: Hashable {
  var role: Role
  var step: Int

  enum Role: Hashable {
    /// `step-000000010000.json`.
    case regular
    /// `best-000000010000.json`, a second manifest of the same checkpoint.
    case best
    /// `step-000000010000-1a2b3c4d.safetensors`.
    case tensors(digest: String)
  }

  init(_ role: Role, step: Int) {
    self.role = role
    self.step = step
  }

  /// Reads a name; nil if it is none of a checkpoint.
  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let words = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, words.count >= 2, let step = Int(words[1]), step >= 0 else {
      return nil
    }
    switch (words[0], words.count, parts[1]) {
    case ("step", 2, "json"): self.init(.regular, step: step)
    case ("best", 2, "json"): self.init(.best, step: step)
    case ("step", 3, "safetensors"): self.init(.tensors(digest: String(words[2])), step: step)
    default: return nil
    }
    guard self.text == text else { return nil }
  }

  var isTensors: Bool {
    if case .tensors = role { true } else { false }
  }

  var text: String {
    let digits = String(step)
    let padded = String(repeating: "0", count: max(0, 12 - digits.count)) + digits
    return switch role {
    case .regular: "step-\(padded).json"
    case .best: "best-\(padded).json"
    case .tensors(let digest): "step-\(padded)-\(digest.prefix(8)).safetensors"
    }
  }
}
