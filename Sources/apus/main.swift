import ApusCommands

ApusProgram.run(.everything, benchmarks: Benchmarks.all)
