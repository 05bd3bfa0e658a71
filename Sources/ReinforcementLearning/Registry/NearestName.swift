/// What a user may have meant.
public enum NearestName {
  /// Up to three known names that are near to one that is not known, nearest first.
  ///
  /// Near is an edit distance (insertions, deletions, substitutions and transpositions, letters of
  /// either case alike) of at most a third of the name's length, and of two in short names.  A name
  /// that differs only in its version comes first; of two that are equally near, the one that
  /// differs less in its letters.
  public static func suggestions(for name: String, among known: [String]) -> [String] {
    let limit = max(2, name.count / 3)
    let wanted = Spelling(name)
    return
      known
      .compactMap { candidate -> (name: String, edits: Int, letters: Int)? in
        let spelling = Spelling(candidate)
        let edits = min(
          distance(wanted.whole, spelling.whole), distance(wanted.stem, spelling.stem))
        guard edits <= limit else { return nil }
        return (candidate, edits, distance(wanted.letters, spelling.letters))
      }
      .sorted { ($0.edits, $0.letters, $0.name) < ($1.edits, $1.letters, $1.name) }
      .prefix(3)
      .map(\.name)
  }

  /// A name in small letters: as it is, without its version, and without what is no letter.
  private struct Spelling {
    let whole: [Unicode.Scalar]
    let stem: [Unicode.Scalar]
    let letters: [Unicode.Scalar]

    init(_ name: String) {
      whole = Array(name.lowercased().unicodeScalars)
      let digits = whole.reversed().prefix { ("0"..."9").contains($0) }.count
      let rest = whole.dropLast(digits)
      let isVersioned = digits > 0 && rest.suffix(2).elementsEqual(["-", "v"])
      stem = isVersioned ? Array(rest.dropLast(2)) : whole
      letters = stem.filter(\.properties.isAlphabetic)
    }
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
