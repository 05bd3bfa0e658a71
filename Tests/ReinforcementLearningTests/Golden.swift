import Foundation
import ReinforcementLearning

/// Reads a file of reference data.
func golden<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
  let folder = Bundle.module.resourceURL?.appending(path: "Golden")
  guard let url = folder?.appending(path: name) else {
    throw Failure(.missingInput, "the tests have no resources", remedy: "build them with SwiftPM")
  }
  return try JSONDecoder().decode(type, from: Data(contentsOf: url))
}
