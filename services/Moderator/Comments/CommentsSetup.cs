namespace Moderation.Moderator.Comments;

public static class CommentsSetup
{
    public static void AddComments(this WebApplicationBuilder builder) => builder.Services.AddSingleton<CommentStore>();
}
