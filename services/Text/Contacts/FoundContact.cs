namespace Moderation.Text.Contacts;

public enum ContactKind
{
    Phone,
    Email,
    BankAccount,
    Link,
}

/// <summary>A way to reach or to pay somebody that stands in a text, in UTF-16 units of it.</summary>
public sealed record FoundContact(ContactKind Kind, int Start, int End);
