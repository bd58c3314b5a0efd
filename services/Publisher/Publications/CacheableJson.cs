using System.Text.Json;
using Microsoft.Extensions.Options;
using HttpJsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Moderation.Publisher.Publications;

/// <summary>A value as JSON, <see cref="Cacheable"/>.</summary>
internal sealed class CacheableJson<TValue>(TValue value) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var options = httpContext.RequestServices.GetRequiredService<IOptions<HttpJsonOptions>>().Value;
        return Cacheable.WriteAsync(
            httpContext,
            "application/json; charset=utf-8",
            JsonSerializer.SerializeToUtf8Bytes(value, options.SerializerOptions)
        );
    }
}
