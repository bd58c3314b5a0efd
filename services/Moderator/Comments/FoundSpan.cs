using Moderation.Contracts;

namespace Moderation.Moderator.Comments;

/// <summary>A stretch of the text as received, in UTF-16 units.</summary>
/// <param name="Field">Where it stands.</param>
/// <param name="Start">First unit.</param>
/// <param name="End">One past the last unit.</param>
/// <param name="Kind">
/// What it is: <c>banned</c>, <c>suspect</c>, <c>reserved</c>, <c>phone</c>, <c>email</c>, <c>bankAccount</c> or <c>link</c>.
/// </param>
/// <param name="Term">The list's term that it matches.</param>
public sealed record FoundSpan(CommentField Field, int Start, int End, string Kind, string? Term = null);
