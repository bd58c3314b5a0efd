using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Comments;

public static class CommentsSetup
{
    public static void AddComments(this WebApplicationBuilder builder)
    {
        JsonColumn.Map<Scores>();
        builder.Services.AddSingleton<CommentStore>();
    }
}
