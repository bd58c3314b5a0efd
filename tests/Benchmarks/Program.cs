using System.Globalization;
using Moderation.Benchmarks;

switch (args)
{
    case ["outbox"]:
        await OutboxBenchmark.RunAsync();
        return 0;
    case ["lists"]:
        ListsBenchmark.Run();
        return 0;
    case ["queue"]:
        await QueueBenchmark.RunAsync(10_000, 10_000_000);
        return 0;
    case ["queue", var few, var many]:
        await QueueBenchmark.RunAsync(int.Parse(few, CultureInfo.InvariantCulture), int.Parse(many, CultureInfo.InvariantCulture));
        return 0;
    case ["decisions"]:
        await DecisionsBenchmark.RunAsync();
        return 0;
    default:
        await Console.Error.WriteLineAsync("Usage: dotnet run -c Release --project tests/Benchmarks -- outbox | lists | queue [FEW MANY] | decisions    (after ./infra/test.sh --up)");
        return 2;
}
