using System.CommandLine;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Moderator.Webhooks;

namespace Moderation.Moderator.Reconciliation;

/// <summary>
/// The verb <c>reconcile</c>: compares what was decided with what Publisher keeps, and mends it. Goes on with a comparison that
/// runs.
/// </summary>
internal static class Reconcile
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command For(Func<WebApplication> open)
    {
        var by = new Option<string>("--by")
        {
            Description = "The name of the person of the console who does it, for the sealed log.",
            Required = true,
        };
        var command = new Command(
            "reconcile",
            "Compares all decisions with what Publisher keeps, and sends again what is missing there. Exits with 1 when a person "
                + "is to look at something."
        )
        {
            by,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(open(), parsed.GetRequiredValue(by), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(WebApplication app, string name, CancellationToken cancellationToken)
    {
        var store = app.Services.GetRequiredService<ReconciliationStore>();
        if (await store.PersonAsync(name) is not { } by)
        {
            await Console.Error.WriteLineAsync($"Nobody on the console is called {name}.");
            return 1;
        }
        var publisher = app.Services.GetRequiredService<PublisherClient>();
        var (_, refusal) = await publisher.FetchAsync<KeptPublication[]>("reconciliation?limit=1", cancellationToken);
        if (refusal is not null)
        {
            var said = (refusal as ProblemHttpResult)?.ProblemDetails.Extensions["en"];
            await Console.Error.WriteLineAsync($"Publisher cannot be compared with. {said}");
            return 1;
        }
        var run = await store.StartAsync(by) ?? (await store.LatestAsync(cancellationToken)).Items[0];
        while (run.Status == "running")
        {
            if (!await app.Services.GetRequiredService<Reconciler>().StepAsync(cancellationToken))
                await Task.Delay(Pause, cancellationToken);
            run = (await store.FindAsync(run.Id, cancellationToken))!;
            if (!Console.IsErrorRedirected)
                await Console.Error.WriteAsync($"\r{run.Compared} compared {(run.Fault is null ? "" : "(waits)")}   ");
        }
        if (!Console.IsErrorRedirected)
            await Console.Error.WriteLineAsync();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{run.Compared} comments compared ({run.Status}): {run.Published} published again, "
                    + $"{run.Retracted} retracted again, {run.Held} held back from readers, "
                    + $"{run.LeftAlone} left alone, {run.SentAgain} webhooks sent again."
            )
        );
        foreach (var comment in (await store.CommentsAsync(run.Id, cancellationToken)).Items)
            Console.WriteLine($"{comment.CommentId} {comment.Mending}");
        return run.Held + run.LeftAlone == 0 ? 0 : 1;
    }
}
