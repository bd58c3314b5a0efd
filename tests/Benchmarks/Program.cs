using Moderation.Benchmarks;

switch (args)
{
    case ["outbox"]:
        await OutboxBenchmark.RunAsync();
        return 0;
    case ["lists"]:
        ListsBenchmark.Run();
        return 0;
    default:
        await Console.Error.WriteLineAsync("Usage: dotnet run -c Release --project tests/Benchmarks -- outbox (after ./infra/test.sh --up) | lists");
        return 2;
}
