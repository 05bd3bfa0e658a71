/// Masses at places, of which the place is found that a share of them all falls on.
///
/// Each node is the sum of its two children, computed anew rather than by adding differences, so
/// that no error builds up.
struct SumTree {
  private let leaves: Int
  private var nodes: [Double]  // the root at 1, the children of i at 2i and 2i + 1

  /// The bytes of a tree of so many places.
  static func bytes(of count: Int) -> Double {
    Double(2 * leaves(for: count) * MemoryLayout<Double>.stride)
  }

  private static func leaves(for count: Int) -> Int {
    var leaves = 1
    while leaves < count { leaves *= 2 }
    return leaves
  }

  /// Creates places without mass.
  init(count: Int) {
    leaves = Self.leaves(for: count)
    nodes = Array(repeating: 0, count: 2 * leaves)
  }

  /// The sum of all masses.
  var total: Double { nodes[1] }

  /// The mass at a place.
  subscript(place: Int) -> Double {
    get { nodes[leaves + place] }
    set {
      var node = leaves + place
      nodes[node] = newValue
      while node > 1 {
        node /= 2
        nodes[node] = nodes[2 * node] + nodes[2 * node + 1]
      }
    }
  }

  /// The first place up to and with which the masses exceed a number; never one without mass.
  ///
  /// - Precondition: some place has a mass.
  func place(at mass: Double) -> Int {
    precondition(total > 0, "a tree without mass has nothing to find")
    var rest = mass
    var node = 1
    while node < leaves {
      let (left, right) = (nodes[2 * node], nodes[2 * node + 1])
      // Rounding may leave more than there is; a child without mass is never the one.
      if right == 0 || (rest < left && left > 0) {
        node = 2 * node
      } else {
        rest -= left
        node = 2 * node + 1
      }
    }
    return node - leaves
  }
}
