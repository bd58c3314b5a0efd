using Moderation.ArticleSite.Articles;
using Moderation.ArticleSite.Captchas;
using Moderation.ArticleSite.Comments;
using Moderation.ArticleSite.Likes;
using Moderation.ArticleSite.Pages;
using Moderation.ArticleSite.Proofs;
using Moderation.ArticleSite.Webhooks;
using Moderation.ServiceDefaults;

if (CommandLine.IsVerb(args))
    return await CommandLine.RunAsync(args, "ArticleSite: a newspaper to try the product with.");

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("site");
builder.AddDatabase<Newspaper>();
builder.AddArticles();
builder.AddComments();
builder.AddCaptchas();
builder.AddLikes();
builder.AddWebhooks();
builder.AddPages();

var app = builder.Build();
app.UseServiceDefaults();
app.UsePages();
app.MapWebhooks();
app.MapComments();
app.MapCaptchas();
app.MapProofs();
app.MapPages();
app.MapHealth();
return await app.ServeAsync(args);
