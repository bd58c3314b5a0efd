using Moderation.Contracts;
using Moderation.Text.Contacts;

namespace Moderation.Moderator.Policy;

/// <summary>A way to reach or to pay somebody that stands in a comment, in UTF-16 units of the text as received.</summary>
public sealed record Contact(ContactKind Kind, CommentField Field, int Start, int End)
{
    /// <summary>What a reader writes to be reached or paid, in every field. A stretch is one contact only.</summary>
    public static IReadOnlyList<Contact> In(CommentText text) =>
        [.. In(CommentField.Name, text.Name), .. In(CommentField.Title, text.Title), .. In(CommentField.Content, text.Content)];

    private static IEnumerable<Contact> In(CommentField field, string text) =>
        ContactReader.Find(text).Select(found => new Contact(found.Kind, field, found.Start, found.End));
}
