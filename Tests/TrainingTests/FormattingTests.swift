import Testing

@testable import Training

@Suite struct `Numbers for people` {
  @Test(arguments: [
    (0, "0"), (950, "950"), (1_000, "1k"), (12_345, "12.3k"), (999_949, "1000k"),
    (1_250_000, "1.25M"), (3_000_000_000, "3G"), (-12_345, "-12.3k"),
  ])
  func `count in a few letters`(number: Int, text: String) {
    #expect(Formatting.count(number) == text)
  }

  @Test(arguments: [
    (0.00125, "0.00125"), (-20.512, "-20.5"), (475, "475"), (1e-9, "1.00e-09"), (0, "0"),
    (.nan, "nan"), (100, "100"), (1_234.5, "1234"),
  ])
  func `have the digits that tell something`(number: Double, text: String) {
    #expect(Formatting.significant(number, digits: 3) == text)
  }

  @Test(arguments: [
    (0.04, "0.0s"), (9.94, "9.9s"), (9.96, "10s"), (59.4, "59s"), (65, "1m 05s"),
    (3_599.6, "1h 00m"), (11_220, "3h 07m"), (187_200, "2d 04h"), (.infinity, "?"), (-1, "?"),
  ])
  func `tell a time`(seconds: Double, text: String) {
    #expect(Formatting.duration(seconds: seconds) == text)
  }

  @Test func `stand below one another`() {
    #expect(Formatting.table([["a", "x"], ["bcd", "10"], ["e", ""]]) == "a     x\nbcd  10\ne")
  }

  @Test func `have their course in a line`() {
    #expect(SparkLine.text([0, 1, 2, 3, 4, 5, 6, 7]) == "▁▂▃▄▅▆▇█")
    #expect(SparkLine.text([9, 0, 7, .nan, 7], width: 4) == "▁█ █")
    #expect(SparkLine.text([3, 3]) == "▅▅")
    #expect(SparkLine.text([.nan]) == " ")
    #expect(SparkLine.text([]) == "")
  }
}
