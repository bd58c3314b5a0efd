using Moderation.Contracts;
using Moderation.ServiceDefaults;
using Moderation.Text;

namespace Moderation.Moderator.Decisions;

/// <summary>A comment's title and content as a moderator approved them; the reader's name is never edited.</summary>
public sealed record EditedText(string Title, string Content);

/// <summary>What a moderator writes into a comment on approving it. What is absent stays as the reader wrote it.</summary>
/// <param name="Title">1 to 150 characters as people count them, on one line.</param>
/// <param name="Content">1 to 2,000 characters as people count them.</param>
public sealed record EditRequest(string? Title = null, string? Content = null)
{
    /// <summary>Adds what is wrong with the texts, by the rules of a submission.</summary>
    internal void AddErrors(Dictionary<string, IReadOnlyList<FieldError>> errors)
    {
        if (Title is null && Content is null)
            errors["edit"] = [ChangesNothing];
        Add("edit.title", TextRule.CommentTitle, Title);
        Add("edit.content", TextRule.CommentContent, Content);

        void Add(string field, TextRule rule, string? text)
        {
            if (text is not null && rule.Check(text).Errors is { Count: > 0 } wrong)
                errors[field] = wrong;
        }
    }

    internal static FieldError ChangesNothing { get; } =
        new("edit-changes-nothing", "Bản biên tập không thay đổi gì.", "The edit changes nothing.");

    /// <returns>Null when the public would read the same.</returns>
    internal EditedText? Of(CommentText text)
    {
        var edited = new EditedText(Title?.Trim() ?? text.Title, Content?.Trim() ?? text.Content);
        return Reads(edited.Title, text.Title) && Reads(edited.Content, text.Content) ? null : edited;
    }

    /// <summary>Forms send other line breaks than they were given.</summary>
    private static bool Reads(string edited, string original) =>
        PublicText.Clean(edited).ReplaceLineEndings() == PublicText.Clean(original).ReplaceLineEndings();
}
