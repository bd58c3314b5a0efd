using Moderation.ArticleSite.Comments;

namespace Moderation.ArticleSite.Captchas;

public static class CaptchasSetup
{
    public static void AddCaptchas(this WebApplicationBuilder builder) => builder.Services.AddIntakeClient<CaptchaClient>();
}
