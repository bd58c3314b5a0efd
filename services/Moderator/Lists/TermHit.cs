using Moderation.Contracts;

namespace Moderation.Moderator.Lists;

/// <summary>A term that stands in a comment.</summary>
/// <param name="Kind">Its list.</param>
/// <param name="Term">As the list has it.</param>
/// <param name="Field">Where it stands.</param>
/// <param name="Start">First UTF-16 unit of the text as received.</param>
/// <param name="End">One past the last.</param>
/// <param name="Weak">The text leaves out diacritics that the term has, so that it may be another word.</param>
public sealed record TermHit(ListKind Kind, string Term, CommentField Field, int Start, int End, bool Weak);
