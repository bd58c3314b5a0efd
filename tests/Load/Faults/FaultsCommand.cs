using System.CommandLine;

namespace Moderation.Load;

/// <summary>The verb <c>faults</c>: strikes a redundant system that runs, and writes the report.</summary>
internal static class FaultsCommand
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);

    public static Command Of(Option<FileInfo> file, Option<int> rate, Option<FileInfo> addresses)
    {
        var names = new Argument<string[]>("fault")
        {
            Description = $"Which; all by default: {string.Join(", ", Fault.All.Select(fault => fault.Name))}.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var length = new Option<TimeSpan>("--for")
        {
            Description = "How long comments are sent for each fault, such as 5m or 90s.",
            DefaultValueFactory = _ => TimeSpan.FromMinutes(2),
            CustomParser = Length.Parse,
        };
        var infra = new Option<DirectoryInfo>("--infra")
        {
            Description = "Where the scripts are.",
            DefaultValueFactory = _ => new DirectoryInfo("infra"),
        };
        var report = new Option<FileInfo?>("--report") { Description = "Where the page goes; to standard output by default." };
        names.AcceptOnlyFromAmong([.. Fault.All.Select(fault => fault.Name)]);
        var command = new Command("faults", "Breaks a running, redundant system, and counts what became of comments.")
        {
            names,
            file,
            rate,
            length,
            addresses,
            infra,
            report,
        };
        command.SetAction(
            async (arguments, cancellationToken) =>
            {
                try
                {
                    var found = arguments.GetRequiredValue(addresses);
                    var results = await RunAsync(
                        Addresses.Read(found),
                        new Infra(arguments.GetRequiredValue(infra), found.Directory!),
                        arguments.GetValue(names) is [_, ..] wanted ? wanted : [.. Fault.All.Select(fault => fault.Name)],
                        CommentFile.Read(arguments.GetRequiredValue(file), count: null),
                        arguments.GetValue(rate),
                        arguments.GetValue(length),
                        cancellationToken
                    );
                    var page = FaultReport.Write(results, arguments.GetValue(rate), arguments.GetValue(length));
                    if (arguments.GetValue(report) is { } place)
                        await File.WriteAllTextAsync(place.FullName, page, cancellationToken);
                    else
                        Console.Write(page);
                    return results.All(result => result is { Broken: 0, UntilAtRest: not null }) ? 0 : 1;
                }
                catch (UsageException exception)
                {
                    await Console.Error.WriteLineAsync(exception.Message);
                    return 2;
                }
            }
        );
        return command;
    }

    private static async Task<IReadOnlyList<FaultResult>> RunAsync(
        Addresses system,
        Infra infra,
        IReadOnlyList<string> names,
        IReadOnlyList<Comment> texts,
        int rate,
        TimeSpan length,
        CancellationToken cancellationToken
    )
    {
        List<FaultResult> results = [];
        foreach (var fault in Fault.All.Where(fault => names.Contains(fault.Name)))
        {
            var article = $"{fault.Name}-{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}";
            var comments = VariedComments
                .Of(texts, (int)(rate * length.TotalSeconds), Random.Shared.Next())
                .Select(comment => comment with { ArticleId = article, Key = Guid.CreateVersion7().ToString() });
            await Console.Error.WriteLineAsync(fault.Name);
            results.Add(await new FaultRun(system, infra, fault, Calm).RunAsync([.. comments], rate, new(), cancellationToken));
        }
        return results;
    }
}
