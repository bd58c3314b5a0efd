using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Training;

/// <summary>
/// People's decisions, for whoever shows <see cref="OperationKey"/>: Classifier, which learns from them and keeps none. Texts are
/// in it, authors are not.
/// </summary>
public static class TrainingApi
{
    private const int Chunk = 500;
    private const int Most = 1_000_000;

    /// <summary>No role of the console reaches it, so it is in no description of what they may do.</summary>
    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapOperation("/training").MapGet("/decisions", Decisions).AllowAnonymous().ExcludeFromDescription();

    /// <param name="store">Reads them.</param>
    /// <param name="context">The caller may leave.</param>
    /// <param name="since">Those that were made after this instant alone; ISO 8601 with its zone.</param>
    /// <param name="most">The newest so many; 100,000 when not given.</param>
    private static Results<PushStreamHttpResult, ProblemHttpResult> Decisions(
        [FromServices] TrainingStore store,
        HttpContext context,
        DateTimeOffset? since,
        int most = 100_000
    ) =>
        most is < 1 or > Most
            ? InvalidQuery.Of("most", "Số quyết định phải từ 1 đến 1.000.000.", "It must be 1 to 1,000,000 decisions.")
            : TypedResults.Stream(
                body => WriteAsync(body, store, since ?? DateTimeOffset.MinValue, most, context.RequestAborted),
                "application/x-ndjson"
            );

    /// <summary>Page by page, so that a slow reader holds neither a connection nor a snapshot of the database.</summary>
    private static async Task WriteAsync(
        Stream body,
        TrainingStore store,
        DateTimeOffset since,
        int most,
        CancellationToken cancellationToken
    )
    {
        var before = Cursor.BeforeNewest;
        while (most > 0)
        {
            var page = await store.PageAsync(before, Math.Min(Chunk, most), cancellationToken);
            foreach (var decision in page)
            {
                if (decision.DecidedAt <= since)
                    return;
                await JsonSerializer.SerializeAsync(body, decision, ContractJson.Options, cancellationToken);
                await body.WriteAsync("\n"u8.ToArray(), cancellationToken);
            }

            await body.FlushAsync(cancellationToken);
            if (page.Count < Math.Min(Chunk, most))
                return;
            most -= page.Count;
            before = new Cursor(page[^1].DecidedAt, page[^1].Id);
        }
    }
}
