using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Webhooks;

/// <summary>For the console's list of erasures: what of them is still here, or with whom.</summary>
internal static class ReceiptsApi
{
    private const int MaxComments = 100;

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapOperation("/receipts")
            .MapGet("", FindAsync)
            .WithSummary("Who has not taken in yet that comments are gone")
            .ProducesProblem(400);

    /// <param name="comments">Their ids with commas between them.</param>
    /// <param name="receipts">Knows.</param>
    /// <param name="cancellationToken">The operator left.</param>
    private static async Task<Results<Ok<IReadOnlyList<Receipt>>, ProblemHttpResult>> FindAsync(
        string? comments,
        [FromServices] ReceiptStore receipts,
        CancellationToken cancellationToken
    )
    {
        var texts = (comments ?? "").Split(',');
        var ids = texts.Select(text => Guid.TryParse(text, out var id) ? id : (Guid?)null).OfType<Guid>().Distinct().ToArray();
        return texts.Length > MaxComments || texts.Any(text => !Guid.TryParse(text, out _))
            ? InvalidQuery.Of(
                "comments",
                $"Phải là mã của tối đa {MaxComments} bình luận, cách nhau bằng dấu phẩy.",
                $"Must be ids of at most {MaxComments} comments with commas between them."
            )
            : TypedResults.Ok(await receipts.FindAsync(ids, cancellationToken));
    }
}
