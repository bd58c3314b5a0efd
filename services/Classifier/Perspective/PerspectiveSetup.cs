using Moderation.ServiceDefaults;

namespace Moderation.Classifier.Perspective;

internal static class PerspectiveSetup
{
    public static void AddPerspective(this WebApplicationBuilder builder) =>
        builder.AddOptions<PerspectiveOptions>("Perspective");
}

/// <summary>The configuration section <c>Perspective</c>.</summary>
internal sealed class PerspectiveOptions
{
    /// <summary>What clients must send as <c>key</c>; none means that anybody may call.</summary>
    [Secret]
    public string? ApiKey { get; set; }
}
