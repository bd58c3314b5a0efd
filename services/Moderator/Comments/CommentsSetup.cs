using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Comments;

public static class CommentsSetup
{
    public static void AddComments(this WebApplicationBuilder builder)
    {
        builder.AddBus(bus =>
        {
            bus.AddConsumer<RecordSubmissionConsumer>();
            bus.AddConsumer<RecordScoresConsumer>();
        });
        builder.Services.AddSingleton<CommentStore>();
        builder.Services.AddSingleton<ContextStore>();
        builder.Services.AddSingleton(services => new GroupCommit<CommentSubmitted>(
            services.GetRequiredService<CommentStore>().RecordSubmissionsAsync
        ));
        builder.Services.AddSingleton(services => new GroupCommit<CommentClassified>(
            services.GetRequiredService<CommentStore>().RecordScoresAsync
        ));
        builder.Services.AddHostedService<ScoringTimeout>();
    }
}
