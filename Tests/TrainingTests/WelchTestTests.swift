import Testing

@testable import Training

@Suite struct `Welch's test` {
  /// The probabilities of `scipy.stats.t.sf(t, ν) * 2`.
  @Test(arguments: [
    (2.0, 10.0, 0.07338803477074037), (1.0, 1.0, 0.5), (0.0, 5.0, 1.0),
    (12.706204736174694, 1.0, 0.05), (3.5, 4.2, 0.02299374245547738),
    (-2.5, 30.0, 0.01811564906806669), (10.0, 200.0, 2.3774831444207646e-19),
    (0.01, 1_000.0, 0.9920232819321873),
  ])
  func `has Student's probabilities`(value: Double, freedom: Double, tails: Double) {
    let found = StudentDistribution(degreesOfFreedom: freedom).tails(beyond: value)
    #expect(abs(found - tails) <= 1e-10 * max(tails, 1e-6))
  }

  @Test func `has Student's quantiles`() {
    let quantile = StudentDistribution(degreesOfFreedom: 4).quantile(0.975)
    #expect(abs(quantile - 2.7764451051977934) < 1e-9)
  }

  /// `scipy.stats.ttest_ind(a, b, equal_var=False)`.
  @Test func `agrees with scipy`() throws {
    let first = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6]
    let second = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0]
    let test = try #require(WelchTest(first, second))
    #expect(abs(test.statistic - -2.149606136197519) < 1e-10)
    #expect(abs(test.degreesOfFreedom - 15.256460215418832) < 1e-9)
    #expect(abs(test.probability - 0.048019239381050995) < 1e-10)
    #expect(abs(test.interval.lower - -5.472785365183052) < 1e-7)
    #expect(abs(test.interval.upper - -0.027214634816947747) < 1e-7)
  }

  @Test func `is certain where no run differs from another of its side`() throws {
    #expect(WelchTest([1, 1], [2, 2])?.probability == 0)
    #expect(WelchTest([2, 2], [2, 2])?.probability == 1)
    #expect(WelchTest([1], [2, 3])?.probability == nil)
  }

  /// The means of so many times 0.99 are not all the same in floating point.
  @Test(arguments: [2, 6, 7, 20])
  func `finds no difference between equal numbers`(_ count: Int) throws {
    let (few, many) = ([0.99, 0.99, 0.99, 0.99, 0.99], Array(repeating: 0.99, count: count))
    let test = try #require(WelchTest(many, few))
    #expect(test.probability == 1)
    #expect(test.interval == Interval(lower: 0, upper: 0))
    #expect(WelchTest.runsNeeded(many, few) == nil)
  }

  /// Holm's own procedure on three: 3 × 0.01, 2 × 0.03 and, not falling below that, 0.06.
  @Test func `is corrected for the number of tests`() {
    let corrected = WelchTest.corrected([0.04, 0.01, 0.03])
    #expect(zip(corrected, [0.06, 0.03, 0.06]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(WelchTest.corrected([0.9, 0.8]) == [1, 1])
  }

  @Test func `says how many runs would show an effect`() {
    #expect(WelchTest.runsNeeded(effect: 1) == 16)
    #expect(WelchTest.runsNeeded(effect: 0.5) == 63)
    #expect(WelchTest.runsNeeded(effect: 2) == 6)
    #expect(WelchTest.runsNeeded(effect: 0) == nil)
  }

  /// A deviation of 1 and a difference of 1, but only five runs a side to know the deviation by:
  /// more than the sixteen that would do if it were known.
  @Test func `plans with more spread than a few runs show`() throws {
    let first = [-1.264911064067352, -0.632455532033676, 0, 0.632455532033676, 1.264911064067352]
    let needed = try #require(WelchTest.runsNeeded(first, first.map { $0 + 1 }))
    #expect(needed == 28)
  }
}
