using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Webhooks;

/// <summary>The configuration section <c>Publisher</c>: where webhooks are operated.</summary>
public sealed class PublisherOptions
{
    /// <summary>Publisher's address inside the network; without it the console has no page of webhooks to show.</summary>
    [HttpAddress]
    public Uri? Url { get; set; }

    /// <summary>Publisher's <c>Operation:Key</c>.</summary>
    [RandomKey]
    public string? Key { get; set; }
}
