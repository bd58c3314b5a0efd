using System.Globalization;
using Moderation.Benchmarks;

switch (args)
{
    case ["outbox"]:
        await OutboxBenchmark.RunAsync();
        return 0;
    case ["intake"]:
        await IntakeBenchmark.RunAsync();
        return 0;
    case ["scoring", .. { Length: <= 2 } options]:
        await ScoringBenchmark.RunAsync(
            options is [var file, ..] ? file : null,
            options is [_, var first] ? int.Parse(first, CultureInfo.InvariantCulture) : null
        );
        return 0;
    case ["lanes", .. { Length: <= 1 } replays]:
        LanesBenchmark.Run(replays is [var often] ? int.Parse(often, CultureInfo.InvariantCulture) : 2_000);
        return 0;
    case ["lists"]:
        ListsBenchmark.Run();
        return 0;
    case ["queue"]:
        await QueueBenchmark.RunAsync(10_000, 10_000_000);
        return 0;
    case ["queue", var few, var many]:
        await QueueBenchmark.RunAsync(
            int.Parse(few, CultureInfo.InvariantCulture),
            int.Parse(many, CultureInfo.InvariantCulture)
        );
        return 0;
    case ["decisions"]:
        await DecisionsBenchmark.RunAsync();
        return 0;
    case ["duplicates", .. { Length: > 0 } files]:
        DuplicatesBenchmark.Run(files);
        return 0;
    case ["captcha", .. { Length: <= 1 } many]:
        return await CaptchaBenchmark.RunAsync(many is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 1_000);
    case ["import", .. { Length: <= 1 } comments]:
        await ImportBenchmark.RunAsync(
            comments is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 100_000
        );
        return 0;
    case ["reading"]:
        await ReadingBenchmark.RunAsync();
        return 0;
    case ["webhooks", .. { Length: <= 1 } approvals]:
        await WebhooksBenchmark.RunAsync(
            approvals is [var all] ? int.Parse(all, CultureInfo.InvariantCulture) : 10_000
        );
        return 0;
    case ["replay", var train, var dev, var model, .. { Length: <= 2 } options]:
        ReplayBenchmark.Run(
            train,
            dev,
            model,
            every: 500,
            options is [var flip, ..] ? double.Parse(flip, CultureInfo.InvariantCulture) : 0,
            options is [_, var chart] ? chart : null
        );
        return 0;
    case ["cost", .. { Length: <= 3 } options]:
        return await CostBenchmark.RunAsync(
            options is [var system, ..] ? system : ".run/addresses.env",
            options is [_, var total, ..] ? int.Parse(total, CultureInfo.InvariantCulture) : 5_000,
            options is [_, _, var pace] ? int.Parse(pace, CultureInfo.InvariantCulture) : 100
        );
    case ["withdrawals", .. { Length: <= 2 } options]:
        return await WithdrawalsBenchmark.RunAsync(
            options is [var started, ..] ? started : ".run/addresses.env",
            options is [_, var sent] ? int.Parse(sent, CultureInfo.InvariantCulture) : 30
        );
    case ["text"]:
        TextBenchmark.Run();
        return 0;
    default:
        await Console.Error.WriteLineAsync(
            """
            Usage: dotnet run -c Release --project tests/Benchmarks -- NAME
              outbox                  the relay beside the raw client (after ./infra/test.sh --up)
              intake                  accepted comments with and without limits, beside pgbench (after ./infra/test.sh --up)
              queue [FEW MANY]        page one with 10 thousand and 10 million comments (after ./infra/test.sh --up)
              decisions               20 clients on one queue of 5,000, and a batch of 5,000 (after ./infra/test.sh --up)
              lanes [REPLAYS]         machine lanes on 2,000 replays whose truth is known: budgets broken, comments until a lane
                                      shuts when the share of bad ones doubles
              lists                   the word lists, 10,000 terms, beside string.Contains
              scoring [FILE [FIRST]]  the classifier beside ML.NET's text pipeline and fastText, on labelled comments,
                                      on so many characters of each
              duplicates FILE...      which comments are called near-duplicates, with a hundred pairs to read
              captcha [MANY]          how many of 1,000 pictures with codes a program reads (after apt-get install tesseract-ocr)
              import [MANY]           an archive of 100,000 comments brought in: rate and memory (after ./infra/test.sh --up)
              reading                 pages from Publisher beside an empty answer, and 1,000 open ones (after ./infra/test.sh
                                      --up)
              webhooks [MANY]         10,000 webhooks to a receiver that fails a fifth (after ./infra/test.sh --up)
              replay TRAIN DEV MODEL [FLIP [CHART]]
                                      what a model learns from decisions, and what the publish lane takes then; FLIP turns
                                      that share of the decisions round
              cost [FILE [MANY [RATE]]]
                                      what a comment costs each station of the system that ./infra/run.sh --detach started:
                                      processor time, statements, transactions, WAL, messages, allocations; FILE is its
                                      .run/addresses.env, 5,000 comments at 100 a second
              withdrawals [FILE [MANY]]
                                      how long 30 published comments can still be read after their authors have withdrawn
                                      them, in the system that ./infra/run.sh --detach started
              text                    what 64 kB of the worst texts take the normaliser
            """
        );
        return 2;
}
