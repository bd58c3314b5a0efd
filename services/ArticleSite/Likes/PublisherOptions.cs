using Moderation.ServiceDefaults;

namespace Moderation.ArticleSite.Likes;

/// <summary>Where likes are counted: the configuration section <c>Publisher</c>.</summary>
public sealed class PublisherOptions
{
    /// <summary>Publisher's address as this service reaches it. Without it pages show no likes.</summary>
    [HttpAddress]
    public Uri? Url { get; set; }
}
