using Dapper;

namespace Moderation.Moderator.Comments;

public static class CommentsSetup
{
    public static void AddComments(this WebApplicationBuilder builder)
    {
        SqlMapper.AddTypeHandler(new ScoresHandler());
        builder.Services.AddSingleton<CommentStore>();
    }
}
