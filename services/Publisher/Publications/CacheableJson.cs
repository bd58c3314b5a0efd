using System.Text.Json;
using Microsoft.Extensions.Options;
using HttpJsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Moderation.Publisher.Publications;

/// <summary>A value as JSON in a <see cref="CacheableBody"/>.</summary>
internal sealed class CacheableJson<TValue>(TValue value) : ICacheableResult
{
    public CacheableBody BodyFor(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<HttpJsonOptions>>().Value;
        return new CacheableBody(
            "application/json; charset=utf-8",
            JsonSerializer.SerializeToUtf8Bytes(value, options.SerializerOptions)
        );
    }

    public Task ExecuteAsync(HttpContext httpContext) => BodyFor(httpContext).ExecuteAsync(httpContext);
}
