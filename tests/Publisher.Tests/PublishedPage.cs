using System.Net.Http.Json;
using Xunit;

namespace Moderation.Publisher.Tests;

/// <summary>A page as a reader of the API sees it, declared here anew so that a renamed member is noticed.</summary>
public sealed record PublishedPage(string ArticleId, IReadOnlyList<PublishedCommentView> Comments, string? Next);

public sealed record PublishedCommentView(
    Guid Id,
    Guid? ParentId,
    string Content,
    int Revision,
    bool Edited,
    bool Featured,
    string? Badge,
    int Likes,
    IReadOnlyList<PublishedCommentView>? Replies,
    string? NextReplies
);

public sealed record PublishedReplies(
    string ArticleId,
    Guid CommentId,
    IReadOnlyList<PublishedCommentView> Replies,
    string? Next
);

internal static class PublishedPages
{
    public static async Task<PublishedReplies> RepliesAsync(
        this PublisherFixture publisher,
        string article,
        Guid thread,
        string query = ""
    ) =>
        (
            await publisher.Client.GetFromJsonAsync<PublishedReplies>(
                $"/articles/{article}/comments/{thread}/replies{query}",
                TestContext.Current.CancellationToken
            )
        )!;

    public static async Task<PublishedPage> PageAsync(this PublisherFixture publisher, string article, string query = "") =>
        (
            await publisher.Client.GetFromJsonAsync<PublishedPage>(
                $"/articles/{article}/comments{query}",
                TestContext.Current.CancellationToken
            )
        )!;
}
