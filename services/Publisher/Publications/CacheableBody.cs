using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Moderation.Publisher.Publications;

/// <summary>
/// 200 with bytes that caches may keep for 5 s and an ETag made from them, or 304 without a body to whoever has them already.
/// </summary>
/// <param name="contentType">Of the bytes.</param>
/// <param name="bytes">Of the whole answer.</param>
/// <param name="policy">A Content-Security-Policy, if it needs one.</param>
internal sealed class CacheableBody(string contentType, byte[] bytes, string? policy = null) : ICacheableResult
{
    private static readonly CacheControlHeaderValue Shortly = new() { Public = true, MaxAge = TimeSpan.FromSeconds(5) };

    private readonly EntityTagHeaderValue _tag = new(
        $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\""
    );

    public int Length => bytes.Length;

    public CacheableBody BodyFor(HttpContext context) => this;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var headers = response.GetTypedHeaders();
        headers.ETag = _tag;
        headers.CacheControl = Shortly;
        response.Headers.ContentSecurityPolicy = policy;
        if (
            request
                .GetTypedHeaders()
                .IfNoneMatch.Any(known =>
                    known.Compare(_tag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any)
                )
        )
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        response.ContentType = contentType;
        response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(bytes, httpContext.RequestAborted).AsTask();
    }
}

/// <summary>What can be kept as the bytes that it writes.</summary>
internal interface ICacheableResult : IResult
{
    CacheableBody BodyFor(HttpContext context);
}
