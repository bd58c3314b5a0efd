using System.ComponentModel.DataAnnotations;

namespace Moderation.ServiceDefaults;

/// <summary>From the section <c>Connections</c>: what one copy of a service has room for.</summary>
internal sealed class ConnectionOptions
{
    /// <summary>Open at a time; whoever comes beyond is sent away at once.</summary>
    [Range(10, 100_000, ErrorMessage = "{0} must be between {1} and {2}.")]
    public int Limit { get; init; } = 1_000;

    /// <summary>How long one may stay open without a request.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "{0} must be between {1} and {2}.")]
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);
}
