using Moderation.Contracts;
using Moderation.Moderator.Review;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator;

/// <summary>What the policy does with comments before a person sees them.</summary>
public static class ReviewSetup
{
    /// <summary>A comment in the queue so much later is missed by nobody.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(20);

    public static WebApplicationBuilder AddReview(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PolicyReview>();
        builder.Services.AddSingleton<RecordingStore>();
        builder.Services.AddSingleton(services => new GroupCommit<Traced<CommentSubmitted>>(
            services.GetRequiredService<RecordingStore>().RecordSubmissionsAsync,
            Linger
        ));
        builder.Services.AddSingleton(services => new GroupCommit<CommentClassified>(
            services.GetRequiredService<RecordingStore>().RecordScoresAsync,
            Linger
        ));
        builder.Services.AddHostedService<ScoringTimeout>();
        builder.Services.AddSingleton<PolicyRunStore>();
        builder.Services.AddHostedService<PolicyRunner>();
        return builder;
    }

    public static WebApplication MapReview(this WebApplication app)
    {
        PolicyRunsApi.Map(app);
        return app;
    }
}
