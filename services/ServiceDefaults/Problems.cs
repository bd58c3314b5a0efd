using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Moderation.ServiceDefaults;

/// <summary>What is wrong with one field, with a stable code and both languages.</summary>
public sealed record FieldError(string Code, string Vi, string En);

/// <summary>
/// Error answers: RFC 9457 problem details with the members <c>code</c> (stable), <c>vi</c> and <c>en</c> (for people),
/// and <c>errors</c> (field → list of code, vi, en) where fields are to blame.
/// </summary>
public static class Problems
{
    public static ProblemHttpResult Of(
        int status,
        string code,
        string vi,
        string en,
        IReadOnlyDictionary<string, IReadOnlyList<FieldError>>? errors = null
    )
    {
        var problem = new ProblemDetails { Status = status };
        Describe(problem, code, vi, en);
        if (errors is not null)
            problem.Extensions["errors"] = errors;
        return TypedResults.Problem(problem);
    }

    /// <summary>The problem that a status says by itself, such as 413 or 415.</summary>
    public static ProblemHttpResult Of(int status)
    {
        var (code, vi, en) = Known(status);
        return Of(status, code, vi, en);
    }

    internal static void AddProblems(this IServiceCollection services)
    {
        services.AddProblemDetails(options =>
            options.CustomizeProblemDetails = context =>
            {
                if (context.ProblemDetails.Extensions.ContainsKey("code"))
                    return;
                var (code, vi, en) = Known(context.HttpContext.Response.StatusCode);
                Describe(context.ProblemDetails, code, vi, en);
            }
        );
        // The development default throws instead, and turns a client's mistake into a 500.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
    }

    internal static void UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                StatusCodeSelector = exception =>
                    exception is BadHttpRequestException bad ? bad.StatusCode
                    : Resilience.IsDatabaseAway(exception) ? StatusCodes.Status503ServiceUnavailable
                    : StatusCodes.Status500InternalServerError,
                SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
            }
        );
        app.UseStatusCodePages();
    }

    private static void Describe(ProblemDetails problem, string code, string vi, string en)
    {
        problem.Type = "urn:moderation:problem:" + code;
        problem.Title = vi;
        problem.Detail = null;
        problem.Extensions["code"] = code;
        problem.Extensions["vi"] = vi;
        problem.Extensions["en"] = en;
    }

    private static (string Code, string Vi, string En) Known(int status) =>
        status switch
        {
            400 => ("malformed-request", "Yêu cầu sai định dạng.", "The request is malformed."),
            401 => ("not-signed-in", "Bạn chưa đăng nhập.", "You are not signed in."),
            403 => ("forbidden", "Bạn không có quyền làm việc này.", "You may not do this."),
            404 => ("not-found", "Không tìm thấy.", "Not found."),
            405 => (
                "method-not-allowed",
                "Phương thức không được hỗ trợ ở địa chỉ này.",
                "This address does not take that method."
            ),
            408 => ("request-timeout", "Yêu cầu gửi quá chậm.", "The request took too long to arrive."),
            413 => ("body-too-large", "Nội dung gửi lên quá lớn.", "The body is too large."),
            415 => ("unsupported-media-type", "Kiểu nội dung không được hỗ trợ.", "This media type is not taken here."),
            503 => (
                "unavailable",
                "Hệ thống đang bận, vui lòng thử lại sau ít phút.",
                "The system is busy; please try again in a moment."
            ),
            >= 500 => (
                "internal-error",
                "Có lỗi ở máy chủ, vui lòng thử lại sau.",
                "Something failed on the server; please try again later."
            ),
            _ => ("refused", "Yêu cầu bị từ chối.", "The request was refused."),
        };
}
