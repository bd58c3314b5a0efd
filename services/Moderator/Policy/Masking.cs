using System.Text;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Text.Contacts;

namespace Moderation.Moderator.Policy;

/// <summary>
/// Approves a comment without the ways to reach somebody that it holds: what is approved reads <c>•••</c> there, moderators see
/// the original.
/// </summary>
internal static class Masking
{
    /// <summary>All contacts in the comment, whatever the settings hold it for.</summary>
    public static List<FoundSpan> Of(CommentText text) =>
        [.. Contact.In(text).Select(c => new FoundSpan(c.Field, c.Start, c.End, c.Kind.Word()))];

    public static string Apply(string text, CommentField field, IReadOnlyList<FoundSpan> masks)
    {
        var (masked, last) = (new StringBuilder(), 0);
        foreach (var span in masks.Where(m => m.Field == field && m.Start >= 0 && m.End <= text.Length).OrderBy(m => m.Start))
        {
            // Two stretches may share a cluster of the original.
            if (span.Start < last)
                continue;
            masked.Append(text, last, span.Start - last).Append(ContactReader.Mask);
            last = span.End;
        }

        return last == 0 ? text : masked.Append(text, last, text.Length - last).ToString();
    }
}
