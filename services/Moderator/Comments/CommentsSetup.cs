using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

public static class CommentsSetup
{
    public static WebApplicationBuilder AddComments(this WebApplicationBuilder builder)
    {
        JsonColumn.Map<Scores>();
        JsonColumn.Map<IReadOnlyList<ScoreSpan>>();
        builder.Services.AddSingleton<CommentStore>();
        builder.Services.AddSingleton<SearchableTexts>();
        builder.Services.AddHostedService<SearchFilling>();
        return builder;
    }
}
