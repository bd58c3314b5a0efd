using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Moderation.ServiceDefaults;

/// <summary>Lets through who shows the key of <see cref="OperationOptions"/>.</summary>
public sealed class OperationKey(OperationOptions options) : IEndpointFilter
{
    public const string Header = "X-Operation-Key";

    private readonly byte[]? _digest = options.Key is { Length: > 0 } key ? DigestOf(key) : null;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        var shown = context.HttpContext.Request.Headers[Header].ToString();
        return _digest is not null && CryptographicOperations.FixedTimeEquals(DigestOf(shown), _digest)
            ? await next(context)
            : Problems.Of(
                401,
                "operation-key-required",
                "Cần khóa vận hành trong X-Operation-Key.",
                "This needs the key of operation in X-Operation-Key."
            );
    }

    private static byte[] DigestOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

public static class Operation
{
    public static void AddOperation(this WebApplicationBuilder builder)
    {
        builder.AddOptions<OperationOptions>("Operation");
        builder.Services.AddSingleton<OperationKey>();
    }

    /// <summary>Routes below <c>/operation</c>, for whoever shows the key.</summary>
    public static RouteGroupBuilder MapOperation(this IEndpointRouteBuilder app, string path)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.MapGroup("/operation" + path)
            .WithTags("Operation")
            .AddEndpointFilter(app.ServiceProvider.GetRequiredService<OperationKey>())
            .ProducesProblem(StatusCodes.Status401Unauthorized);
    }
}
