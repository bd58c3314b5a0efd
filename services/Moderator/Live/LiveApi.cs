using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Moderator.Leases;
using Moderation.Moderator.People;
using Moderation.Moderator.Queue;

namespace Moderation.Moderator.Live;

/// <summary>
/// <c>GET /api/events</c>: server-sent events of what changes in the queues that the person may see. An open stream is also the
/// console's presence: when it has been gone for <see cref="LeaseOptions.ConsoleGone"/>, the console's leases end. <c>console</c>
/// is a random id that the console keeps when it connects again; one is made when it names none. After a stream has ended, a
/// console connects again and reads everything anew.
/// </summary>
public static class LiveApi
{
    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapGroup("/api/events").WithTags("live").RequireAuthorization(Rights.Moderate).MapGet("", Stream);

    private static ServerSentEventsResult<string> Stream(
        Guid? console,
        ClaimsPrincipal user,
        Audience audience,
        LiveStore store,
        QueueStore queues,
        LeaseOptions options,
        IHostApplicationLifetime lifetime,
        HttpContext context
    )
    {
        // A proxy that gathers the answer first would keep it for ever.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var listener = new Listener(console ?? Guid.CreateVersion7(), user.Id(), user.SessionId(), user.Sections());
        return TypedResults.ServerSentEvents(
            EventsAsync(listener, audience, store, queues, options, lifetime.ApplicationStopping, context.RequestAborted)
        );
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        Listener listener,
        Audience audience,
        LiveStore store,
        QueueStore queues,
        LeaseOptions options,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        // Another's console cannot be spoken for.
        if ((await store.SeeAsync([listener], cancellationToken)).Count == 0)
            yield break;
        audience.Enter(listener);
        await using var ending = stopping.Register(listener.End);
        try
        {
            yield return Sent(LiveEvent.Hello(listener.Console, options.Length));
            yield return Sent(LiveEvent.Counts(await queues.CountsAsync(listener.Sections, cancellationToken)));
            await foreach (var told in listener.Events.ReadAllAsync(cancellationToken))
                yield return Sent(told);
        }
        finally
        {
            audience.Leave(listener);
        }
    }

    private static SseItem<string> Sent(LiveEvent told) => new(told.Data, told.Type);
}
