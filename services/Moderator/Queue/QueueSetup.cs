using Moderation.Moderator.Authors;
using Moderation.Moderator.Batches;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Leases;
using Moderation.Moderator.Live;

namespace Moderation.Moderator.Queue;

/// <summary>The review queue and what a moderator has at hand while working it.</summary>
public static class QueueSetup
{
    public static void AddQueue(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<QueueStore>();
        builder.Services.AddSingleton<BatchStore>();
        builder.Services.AddSingleton<AuthorStore>();
        builder.AddLeases();
        builder.AddLive();
    }

    public static void MapQueue(this IEndpointRouteBuilder app)
    {
        app.MapPages();
        app.MapComments();
        app.MapLeases();
        app.MapBatches();
        app.MapAuthors();
        app.MapLive();
    }
}
