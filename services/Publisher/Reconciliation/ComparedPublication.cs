namespace Moderation.Publisher.Reconciliation;

/// <summary>A comment as it is kept here, for whoever compares it with what was decided.</summary>
/// <param name="CommentId">The comment.</param>
/// <param name="ArticleId">Where it stands.</param>
/// <param name="Version">Of the decision that made it so.</param>
/// <param name="Status"><c>published</c>, <c>retracted</c>, <c>withdrawn</c> or <c>held</c>.</param>
public sealed record ComparedPublication(Guid CommentId, string ArticleId, int Version, string Status);

/// <param name="Publications">1 to 500 that are published in this version, and for which nobody knows a decision.</param>
public sealed record UnprovenPublications(IReadOnlyList<UnprovenPublication>? Publications);

/// <param name="CommentId">The comment.</param>
/// <param name="Version">As it was seen; another one is left alone.</param>
public sealed record UnprovenPublication(Guid CommentId, int Version);

/// <param name="After">Behind this comment.</param>
/// <param name="Until">Up to this one, and with it.</param>
public sealed record ComparedStretch(Guid After, Guid Until);

/// <param name="Count">How many deliveries are sent again.</param>
public sealed record DeliveriesAgain(int Count);
