/// What a user may have meant.
public enum NearestName {
  /// Up to three known names that are near to one that is not known, nearest first.
  ///
  /// Near is an edit distance (insertions, deletions, substitutions and transpositions, letters of
  /// either case alike) of at most a third of the name's length, and of two in short names.  A name
  /// that differs only in its version comes first.
  public static func suggestions(for name: String, among known: [String]) -> [String] {
    let limit = max(2, name.count / 3)
    let wanted = Array(name.lowercased().unicodeScalars)
    return
      known
      .map { candidate in
        (candidate, distance(wanted, Array(candidate.lowercased().unicodeScalars)))
      }
      .filter { $0.1 <= limit }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
      .prefix(3)
      .map(\.0)
  }

  /// The end of an error message: what may have been meant, or where to look.
  public static func remedy(for name: String, among known: [String], otherwise: String) -> String {
    let near = suggestions(for: name, among: known)
    return near.isEmpty ? otherwise : "did you mean \(near.joined(separator: ", "))?"
  }

  /// The number of edits, a swap of neighbours being one (Damerau, 1964, restricted).
  static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for (i, letter) in first.enumerated() {
      var current = [i + 1]
      for (j, other) in second.enumerated() {
        var best = min(last[j + 1] + 1, current[j] + 1, last[j] + (letter == other ? 0 : 1))
        if i > 0, j > 0, letter == second[j - 1], first[i - 1] == other {
          best = min(best, beforeLast[j - 1] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[second.count]
  }
}
