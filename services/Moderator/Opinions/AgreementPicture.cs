using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Opinions;

/// <summary>How many of people's decisions are made twice.</summary>
/// <param name="Share">Of them, those that another person makes once more; 0 to .2.</param>
/// <param name="GoldenShare">Of a person's, those after which a golden comment waits for the same person; 0 to .2.</param>
public sealed record OpinionShares(double Share, double GoldenShare);

/// <summary>How far people agree, with each other and with golden comments. No figure is of one person.</summary>
/// <param name="Shares">What is drawn.</param>
/// <param name="Agreement">Of what was drawn and given in the time that was asked for.</param>
/// <param name="Waiting">Comments that wait for a second opinion.</param>
/// <param name="Disagreed">How many disagreements wait for a senior.</param>
/// <param name="Golden">Of each week, oldest first, the answers to golden comments that were right.</param>
public sealed record AgreementPicture(
    OpinionShares Shares,
    Agreement Agreement,
    int Waiting,
    int Disagreed,
    IReadOnlyList<GoldenWeek> Golden
);

/// <param name="Week">Its Monday.</param>
/// <param name="Right">Of the answers.</param>
public sealed record GoldenWeek(DateOnly Week, Share Right);

/// <summary>A comment that two people disagree on.</summary>
/// <param name="Id">Of the second opinion, by which it is settled.</param>
/// <param name="CommentId">Of the comment.</param>
/// <param name="Headline">Of the article.</param>
/// <param name="Section">Of the article.</param>
/// <param name="Text">As received.</param>
/// <param name="First">What was decided, or what whoever asked would have said.</param>
/// <param name="Second">What the other said.</param>
/// <param name="Queue">Where the comment stands.</param>
/// <param name="GivenAt">Since when they disagree.</param>
/// <param name="IsOwn">Whether who asks is one of them, so that another has to settle it.</param>
public sealed record Disagreement(
    Guid Id,
    Guid CommentId,
    string? Headline,
    string? Section,
    CommentText Text,
    SaidOfComment First,
    SaidOfComment Second,
    CommentStatus Queue,
    DateTimeOffset GivenAt,
    bool IsOwn
);

/// <param name="Outcome"><c>approve</c> or <c>reject</c>.</param>
/// <param name="Reason">Of a rejection.</param>
public sealed record SaidOfComment(Outcome Outcome, RejectReason? Reason);

/// <param name="Items">Those that wait longest, at most 50.</param>
public sealed record DisagreementList(IReadOnlyList<Disagreement> Items);
