using System.Text;
using Moderation.Contracts;
using Moderation.Moderator.Comments;

namespace Moderation.Moderator.Decisions;

/// <summary>The text of an approved comment as the public reads it.</summary>
internal static class PublicText
{
    public static CommentText Of(Comment comment) => new()
    {
        Name = comment.Name.Normalize(NormalizationForm.FormC),
        Title = comment.Title.Normalize(NormalizationForm.FormC),
        Content = comment.Content.Normalize(NormalizationForm.FormC),
    };
}
