/// How programs are run, which changes nothing that they compute, to the last bit.
///
/// The settings of a task hold for the programs that are made in it:
///
///     try ProgramSettings.$current.withValue(ProgramSettings(team: ThreadTeam(2))) {
///       try Program { … }
///     }
public struct ProgramSettings: Sendable {
  /// Who shares the large instructions; nothing for one thread.
  public var team: ThreadTeam?
  /// Where it is noted that a number is not finite; nothing if none is looked at.
  ///
  /// Programs that are looked at are not fused, so that every intermediate can be named.
  public var numbers: NumberWatch?
  /// Where every program that is made is noted.
  public var journal: ProgramJournal?
  /// The least work that is shared, if another than the usual.
  var leastSharedWork: Int?

  /// Creates settings; by default one thread, and nothing is noted.
  public init(
    team: ThreadTeam? = nil, numbers: NumberWatch? = nil, journal: ProgramJournal? = nil
  ) {
    self.team = team
    self.numbers = numbers
    self.journal = journal
  }

  /// Those of this task.
  @TaskLocal public static var current = ProgramSettings()

  /// How instructions are shared.
  var sharing: Sharing? {
    team.map { team in
      var sharing = Sharing(count: team.count)
      sharing.leastWork = leastSharedWork ?? sharing.leastWork
      return sharing
    }
  }
}
