using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Erasures;

/// <summary>Readers' requests to erase, with their clocks and with who has not carried them out.</summary>
public static class ErasuresApi
{
    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/api/erasures", ListAsync)
            .WithTags("erasures")
            .RequireAuthorization(Rights.Operate)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <param name="client">Asks the services.</param>
    /// <param name="cancellationToken">The operator left.</param>
    /// <param name="done">Those that are done, instead of those that are not.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    private static async Task<Results<Ok<ErasureList>, ProblemHttpResult>> ListAsync(
        ErasureClient client,
        CancellationToken cancellationToken,
        bool done = false,
        string? cursor = null
    )
    {
        if (!client.IsConfigured)
            return Problems.Of(
                404,
                "intake-not-configured",
                "Bảng điều khiển chưa được nối với Intake: hãy đặt Intake:Url và Intake:Key.",
                "The console is not connected to Intake: set Intake:Url and Intake:Key."
            );
        if (Cursor.Parse(cursor, Cursor.BeforeNewest) is null)
            return InvalidQuery.Cursor();
        var query = QueryHelpers.AddQueryString(
            "",
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["done"] = done ? "true" : "false", ["cursor"] = cursor }
        );
        if (await client.ListAsync(query, cancellationToken) is not { } list)
            return Problems.Of(
                503,
                "intake-away",
                "Intake chưa trả lời. Yêu cầu xóa không bị mất; hãy thử lại, hoặc xem nhật ký của Intake.",
                "Intake does not answer. No request to erase is lost; try again, or read Intake's log."
            );
        var receipts =
            list.Items.Count == 0 ? [] : await client.ReceiptsAsync(list.Items.Select(one => one.CommentId), cancellationToken);
        var left = (receipts ?? []).ToDictionary(receipt => receipt.CommentId);
        return TypedResults.Ok(
            list with
            {
                Items = [.. list.Items.Select(one => one.With(left.GetValueOrDefault(one.CommentId)))],
                KnowsReceivers = receipts is not null,
            }
        );
    }
}
