internal import ArgumentParser

/// `apus completion`: what a shell needs to complete the command line.
struct CompletionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion",
    abstract: "Print a completion script for a shell.",
    discussion: """
      EXAMPLES
        apus completion bash > ~/.local/share/bash-completion/completions/apus
        apus completion zsh > ~/.zfunc/_apus
        apus completion fish > ~/.config/fish/completions/apus.fish
      """)

  @Argument(help: "bash, zsh or fish.")
  var shell: String

  func validate() throws {
    guard CompletionShell(rawValue: shell) != nil else {
      throw ValidationError("there is no shell \(shell); bash, zsh and fish are known")
    }
  }

  func run() {
    guard let shell = CompletionShell(rawValue: shell) else { return }
    Console.print(RootCommand.completionScript(for: shell))
  }
}
