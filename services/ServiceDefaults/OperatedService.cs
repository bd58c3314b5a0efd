namespace Moderation.ServiceDefaults;

/// <summary>Another service, as who operates it over HTTP knows it.</summary>
public abstract class OperatedService
{
    /// <summary>Its address inside the network.</summary>
    [HttpAddress]
    public Uri? Url { get; set; }

    /// <summary>Its <c>Operation:Key</c>.</summary>
    [RandomKey]
    public string? Key { get; set; }

    public bool IsConfigured => Url is not null && !string.IsNullOrEmpty(Key);

    /// <summary>A request to it, where it <see cref="IsConfigured"/>.</summary>
    /// <param name="method">As the service has it.</param>
    /// <param name="path">Behind <c>/operation/</c>, with its query.</param>
    public HttpRequestMessage Request(HttpMethod method, string path) =>
        new(method, new Uri(Url!, "operation/" + path)) { Headers = { { OperationKey.Header, Key } } };
}
