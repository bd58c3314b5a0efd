using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Log;

/// <summary>Which decisions are asked for. What is not given does not limit.</summary>
/// <param name="Moderator">Name of the person who decided.</param>
/// <param name="By"><c>people</c> or <c>rules</c>.</param>
/// <param name="Outcome">
/// <c>approve</c>, <c>reject</c>, <c>hold</c>, <c>undo</c>, <c>withdraw</c>, <c>appeal</c> or <c>report</c>.
/// </param>
/// <param name="Reason">Of a rejection, such as <c>spam</c>.</param>
/// <param name="Rule">Name of the rule that decided.</param>
/// <param name="Section">Of the article.</param>
/// <param name="From">From this moment on, ISO 8601.</param>
/// <param name="To">Before this moment, ISO 8601.</param>
/// <param name="Batch">Of this batch alone.</param>
public sealed record LogQuery(
    string? Moderator = null,
    string? By = null,
    string? Outcome = null,
    string? Reason = null,
    string? Rule = null,
    string? Section = null,
    string? From = null,
    string? To = null,
    Guid? Batch = null
)
{
    /// <summary>What the person may read of it: moderators their own decisions, limited people their sections.</summary>
    /// <returns>A filter, or the answer that refuses.</returns>
    internal (LogFilter? Filter, ProblemHttpResult? Refusal) For(ClaimsPrincipal user)
    {
        if (Errors() is { Count: > 0 } errors)
            return (null, InvalidQuery.Of(errors));
        var ownOnly = user.IsInRole(nameof(Role.Moderator));
        if (ownOnly && ModeratorStore.Canonical(Moderator ?? user.Identity!.Name!) != user.Identity!.Name)
            return (
                null,
                Problems.Of(403, "own-log-only", "Bạn chỉ xem được quyết định của mình.", "You may read your own decisions only.")
            );
        if (Given(Section) is { } section && !user.Sections().Includes(section))
            return (
                null,
                Problems.Of(
                    403,
                    "other-section",
                    "Chuyên mục này không thuộc phần việc của bạn.",
                    "This section is not among yours."
                )
            );
        return (
            new LogFilter
            {
                ModeratorId = ownOnly ? user.Id() : null,
                Moderator = ownOnly || Given(Moderator) is not { } name ? null : ModeratorStore.Canonical(name),
                ByPeople = Given(By) is { } by ? by == "people" : null,
                Outcome = Given(Outcome),
                Reason = Given(Reason),
                Rule = Given(Rule),
                Section = Given(Section),
                Sections = user.Sections(),
                From = Instants.Parse(From),
                To = Instants.Parse(To),
                BatchId = Batch,
            },
            null
        );
    }

    private Dictionary<string, IReadOnlyList<FieldError>> Errors()
    {
        var errors = new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal);
        if (new[] { Moderator, Rule, Section }.Any(text => text?.Contains('\0', StringComparison.Ordinal) == true))
            errors["query"] =
            [
                new("query-invalid", "Tham số có ký tự không hợp lệ.", "A parameter holds characters that are not text."),
            ];
        if (Given(By) is not (null or "people" or "rules"))
            errors["by"] =
            [
                new("by-unknown", "Người quyết định phải là people hoặc rules.", "Who decided must be people or rules."),
            ];
        if (Given(Outcome) is { } outcome && EnumWords.Named<Outcome>(outcome) is null)
            errors["outcome"] =
            [
                new(
                    "outcome-unknown",
                    "Quyết định phải là approve, reject, hold, undo, withdraw, appeal, report, feature hoặc unfeature.",
                    "The outcome must be approve, reject, hold, undo, withdraw, appeal, report, feature or unfeature."
                ),
            ];
        if (Given(Reason) is { } reason && EnumWords.Named<RejectReason>(reason) is null)
            errors["reason"] = [new("reason-unknown", "Không có lý do từ chối này.", "There is no such reason.")];
        if (Given(From) is not null && Instants.Parse(From) is null)
            errors["from"] = [Instants.Fault("from")];
        if (Given(To) is not null && Instants.Parse(To) is null)
            errors["to"] = [Instants.Fault("to")];
        if (Instants.Parse(From) > Instants.Parse(To))
            errors["to"] =
            [
                new("to-before-from", "Thời điểm cuối đứng trước thời điểm đầu.", "The end is before the beginning."),
            ];
        return errors;
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

/// <summary>A query after it was checked, with the limits of the person who asks.</summary>
internal sealed record LogFilter
{
    public Guid? ModeratorId { get; init; }

    public string? Moderator { get; init; }

    public bool? ByPeople { get; init; }

    public string? Outcome { get; init; }

    public string? Reason { get; init; }

    public string? Rule { get; init; }

    public string? Section { get; init; }

    public string[]? Sections { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public Guid? BatchId { get; init; }

    /// <summary>Of a batch's decisions that are chosen, the last alone, with how many they are.</summary>
    public bool BatchesAsOne { get; init; }
}
