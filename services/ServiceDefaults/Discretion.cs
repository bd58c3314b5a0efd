using System.Diagnostics;
using OpenTelemetry;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Takes out of spans what libraries write there and nobody may read: who asked from where, and paths and queries, which hold the
/// tokens of tracking links and of receivers. A request is told by its route, a receiver by its host.
/// </summary>
internal sealed class Discretion : BaseProcessor<Activity>
{
    private static readonly string[] Private =
    [
        "client.address",
        "client.port",
        "network.peer.address",
        "network.peer.port",
        "user_agent.original",
        "url.query",
        "url.path",
    ];

    public override void OnEnd(Activity data)
    {
        foreach (var name in Private)
        {
            if (data.GetTagItem(name) is not null)
                data.SetTag(name, null);
        }
        if (data.GetTagItem("url.full") is string address && Uri.TryCreate(address, UriKind.Absolute, out var full))
            data.SetTag("url.full", full.GetLeftPart(UriPartial.Authority));
    }
}
