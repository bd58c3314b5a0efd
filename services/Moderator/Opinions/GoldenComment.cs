using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Opinions;

/// <summary>A comment whose right answer a senior knows.</summary>
public sealed record GoldenComment
{
    public required Guid Id { get; init; }

    public string? Section { get; init; }

    public string? Headline { get; init; }

    /// <summary>As received, or as typed.</summary>
    public required CommentText Text { get; init; }

    public required Outcome Outcome { get; init; }

    public RejectReason? Reason { get; init; }

    /// <summary>What the person is told with the answer.</summary>
    public required string Why { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>How many people have answered.</summary>
    public required int Given { get; init; }

    /// <summary>How many of them right.</summary>
    public required int Right { get; init; }
}

/// <param name="Items">Latest first.</param>
public sealed record GoldenList(IReadOnlyList<GoldenComment> Items);

/// <summary>A golden comment to be made: of a decided comment with what stands, or typed.</summary>
/// <param name="Comment">The decided one; then only <paramref name="Why"/> goes with it.</param>
/// <param name="Section">Of a typed one; null is for those alone who are limited to no section.</param>
/// <param name="Headline">Of a typed one, at most 200 characters.</param>
/// <param name="Name">Of a typed one, 1 to 100 characters.</param>
/// <param name="Title">Of a typed one, at most 200 characters.</param>
/// <param name="Content">Of a typed one, 1 to 1,000 characters as people count them.</param>
/// <param name="Outcome">Of a typed one, <c>approve</c> or <c>reject</c>.</param>
/// <param name="Reason">For <c>reject</c> alone.</param>
/// <param name="Why">What the person is told with the answer, 1 to 1,000 characters.</param>
public sealed record GoldenRequest(
    Guid? Comment = null,
    string? Section = null,
    string? Headline = null,
    string? Name = null,
    string? Title = null,
    string? Content = null,
    string? Outcome = null,
    string? Reason = null,
    string? Why = null
)
{
    /// <returns>All that is wrong, by member.</returns>
    internal Dictionary<string, IReadOnlyList<FieldError>> Errors()
    {
        var errors = Comment is null
            ? OpinionsApi.ErrorsOf(Outcome, Reason)
            : new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal);
        Check("why", Why, InternalText.Longest, isRequired: true);
        if (Comment is not null)
            return errors;
        Check("content", Content, InternalText.Longest, isRequired: true);
        Check("name", Name, 100, isRequired: true);
        Check("title", Title, 200);
        Check("headline", Headline, 200);
        Check("section", Section, 200);
        return errors;

        void Check(string member, string? text, int longest, bool isRequired = false)
        {
            if (InternalText.ErrorOf(text, member, longest, isRequired) is { } error)
                errors[member] = [error];
        }
    }
}
