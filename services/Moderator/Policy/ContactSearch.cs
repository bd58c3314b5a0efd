using Moderation.Contracts;

namespace Moderation.Moderator.Policy;

/// <summary>
/// Finds phone numbers, e-mail addresses, bank accounts and links in a text. One pass each, linear in its length; never throws.
/// </summary>
public static class ContactSearch
{
    /// <summary>What a reader writes to be reached or paid. A stretch is one contact only.</summary>
    public static IReadOnlyList<Contact> In(CommentText text) =>
        [.. In(CommentField.Name, text.Name), .. In(CommentField.Title, text.Title), .. In(CommentField.Content, text.Content)];

    private static IEnumerable<Contact> In(CommentField field, string text)
    {
        var read = new ContactText(text);
        var units = read.Units.Span;
        List<(ContactKind Kind, int Start, int End)> found = [];
        Addresses.Find(units, found);
        Numbers.Find(units, read.Unmarked, found);
        return found
            .OrderBy(f => f.Start)
            .Select(f =>
            {
                var (start, end) = read.ToOriginal(f.Start, f.End);
                return new Contact(f.Kind, field, start, end);
            })
            .ToList();
    }
}
