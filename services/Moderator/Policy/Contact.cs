using Moderation.Contracts;

namespace Moderation.Moderator.Policy;

public enum ContactKind
{
    Phone,
    Email,
    BankAccount,
    Link,
}

/// <summary>A way to reach or to pay somebody that stands in a comment, in UTF-16 units of the text as received.</summary>
public sealed record Contact(ContactKind Kind, CommentField Field, int Start, int End);
